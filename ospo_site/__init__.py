"""The project: settings, addresses and servers. It holds no logic of the product."""
