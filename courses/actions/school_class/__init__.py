"""What leads and pupils do with a class; one module per matter."""
