"""The headings under which magazines and web pages summarise a case."""

from __future__ import annotations

import re

CASE_HEADINGS = re.compile(
    r"^【?(?:一、|二、|三、|四、)?(?:"
    r"基本案情|案情简介|案情|简要案情|案情回顾"
    r"|裁判结果|处理结果|法院裁判|法院审理|裁判理由|裁判要旨|裁判要点"
    r"|典型意义|案例分析|法律分析|法官解读|法官说法|专家点评|案例评析"
    r")】?[:：]?$"
)
"""A whole line that is such a heading."""
