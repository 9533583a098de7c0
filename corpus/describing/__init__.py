"""What a document says of itself: title, number, issuers, date, place, period, what it replaces."""
