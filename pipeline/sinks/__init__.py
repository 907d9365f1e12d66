"""Records to places where others read them."""
