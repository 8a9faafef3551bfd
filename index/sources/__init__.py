"""Where articles come from: files and folders today. `files.read_source` is the entrance."""
