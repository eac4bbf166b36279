"""The council (Hội đồng Thi đua - Khen thưởng): members, sessions, votes counted against all members."""
