"""Settings, addresses, start-up: what joins the apps into one server."""
