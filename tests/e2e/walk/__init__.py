"""The parts of `test_sa_pa_2020`: the stage, a person at a browser, and one module for each chapter."""
