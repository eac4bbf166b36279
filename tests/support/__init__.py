"""What tests of several rooms share: a real worker, running jobs in place, browsers, other databases."""
