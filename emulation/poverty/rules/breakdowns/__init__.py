"""What poor and near-poor households are broken down by: lacks, groups, peoples, causes, children (F4–F13)."""
