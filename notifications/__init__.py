"""How people are reached: notifications and deliveries, transports, devices, suppression."""
