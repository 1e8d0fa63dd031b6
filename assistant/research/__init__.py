"""A library and a researcher's question -> tables: what is held and lacks, place against place, versions."""
