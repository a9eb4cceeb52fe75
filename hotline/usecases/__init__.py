"""What the hotline does: one verb, one file, one public function."""
