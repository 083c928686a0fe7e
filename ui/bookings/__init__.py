"""The desktop: bookings."""
