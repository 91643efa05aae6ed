"""What is prescribed: the library, routines, assignments and the plan."""
