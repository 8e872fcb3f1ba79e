"""Typed, frozen settings, composed of the option classes of the packages; profiles are TOML files.

`load` reads a profile and HOME/lexops.toml, and checks every value; packages get values and never
import this package.
"""

from configs.loading import home_of, home_path, load, profile_names
from configs.settings import Settings

__all__ = ["Settings", "home_of", "home_path", "load", "profile_names"]
