"""Registrations (đăng ký thi đua) and their pledges."""
