"""Where articles come from: files and folders (`files.read_source`) and addresses of the web (`web.read_addresses`)."""
