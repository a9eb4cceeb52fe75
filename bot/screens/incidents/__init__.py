"""What organizers see of incidents: the live card, plain and rich, its buttons, acts and list."""
