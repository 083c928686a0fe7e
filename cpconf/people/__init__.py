"""Children, families, professionals, agencies, addresses."""
