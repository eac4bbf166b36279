"""What reads all apps together: the frame, việc của tôi, search, a campaign's definition, health."""
