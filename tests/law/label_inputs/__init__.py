"""Files of law whose labels are written as real files write them, with the articles they have."""
