"""What every page is made of: template tags, icons, forms; no models."""
