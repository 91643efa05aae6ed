"""How a person is reached: notifications and deliveries, transports, devices, suppression."""
