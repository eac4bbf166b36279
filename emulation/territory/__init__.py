"""Units of government in time: province, district, commune, hamlet."""
