"""What both faces of the service share: headers, the page frame, strict input, forms, errors."""
