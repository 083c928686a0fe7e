"""What every paper shares: page, styles, fonts, blocks, tags."""
