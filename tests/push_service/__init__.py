"""A push service for the tests: real TLS, real decryption, real signatures."""
