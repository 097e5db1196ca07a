"""What stands between a request and a page: names, headers, forms, bounds."""
