"""Two addresses: /co-quan/ (offices) and /nhan-su/ (people)."""
