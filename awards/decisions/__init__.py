"""Award decisions (quyết định khen thưởng), the awards they give, the register book."""
