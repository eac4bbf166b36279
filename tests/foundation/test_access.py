"""Who may open what: posts of today decide, and an address that declares nothing is refused to everyone."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import RequestFactory

from campaign_portal.foundation import access
from campaign_portal.foundation.access import Permission, Post, Scope
from campaign_portal.foundation.models import User
from campaign_portal.foundation.web.middleware import DeclaredPermissionMiddleware

CLERK = Post("clerk", 1, "standing", 10, "commune", "Văn thư, xã Tả Van")
HEAD = Post("head", 2, "interior", 20, "district", "Trưởng phòng Nội vụ")


@pytest.fixture
def posts(monkeypatch):
    """What the people room would answer; a list that a test may change."""
    held: list[Post] = [CLERK]
    monkeypatch.setattr(access, "_provider", lambda user: tuple(held))
    return held


@pytest.fixture
def person() -> User:
    return User(pk=1, username="mai", full_name="Nguyễn Thị Mai")


class TestScope:
    def test_a_person_has_the_posts_of_today(self, posts, person):
        posts.append(HEAD)
        scope = access.scope(person)
        assert scope.titles == ("Văn thư, xã Tả Van", "Trưởng phòng Nội vụ")
        assert scope.office_ids == {1, 2}
        assert scope.having(["head"]) == (HEAD,)

    @pytest.mark.parametrize("nobody", [None, AnonymousUser(), User(is_active=False)])
    def test_nobody_and_the_disabled_have_none(self, posts, nobody):
        assert access.scope(nobody) == Scope()

    def test_it_is_asked_once_a_day_and_again_after_a_change(self, posts, person, clock):
        clock(dt.date(2020, 6, 25))
        assert access.scope(person).posts == (CLERK,)
        posts.clear()
        assert access.scope(person).posts == (CLERK,), "kept on the account in hand"
        clock(dt.date(2020, 6, 26))
        assert access.scope(person).posts == (), "a post ends overnight"
        posts.append(HEAD)
        access.forget_scope(person)
        assert access.scope(person).posts == (HEAD,)


class TestPermission:
    def test_for_roles(self, posts, person):
        assert access.for_roles("x", ["clerk", "head"]).holds(person)
        assert not access.for_roles("x", ["head"]).holds(person)

    def test_signed_in(self, person):
        assert access.SIGNED_IN.holds(person)
        assert not access.SIGNED_IN.holds(AnonymousUser())

    def test_what_a_view_declares_is_found(self):
        @access.requires(access.PUBLIC)
        def view(request): ...

        assert access.declared_permission(view) is access.PUBLIC
        assert access.declared_permission(lambda request: None) is None

        def odd(request): ...

        odd.permission = "clerk"  # not a Permission: declares nothing
        assert access.declared_permission(odd) is None


class TestDenyByDefault:
    @pytest.fixture
    def gate(self):
        return DeclaredPermissionMiddleware(lambda request: HttpResponse())

    def ask(self, gate, view, user):
        request = RequestFactory().get("/mot-trang/?a=1")
        request.user = user
        request.resolver_match = None
        return gate.process_view(request, view, (), {})

    def test_a_view_that_declares_nothing_is_refused_to_everyone(self, gate, person):
        with pytest.raises(PermissionDenied, match="chưa khai báo"):
            self.ask(gate, lambda request: None, person)

    def test_a_public_one_is_open_to_everyone(self, gate):
        view = access.requires(access.PUBLIC)(lambda request: None)
        assert self.ask(gate, view, AnonymousUser()) is None

    def test_a_stranger_is_asked_to_sign_in_and_brought_back(self, gate):
        view = access.requires(access.SIGNED_IN)(lambda request: None)
        response = self.ask(gate, view, AnonymousUser())
        assert response.status_code == 302
        assert response["Location"] == "/dang-nhap/?next=/mot-trang/%3Fa%3D1"

    def test_whoever_lacks_it_is_told_what_the_page_needs(self, gate, person, posts):
        view = access.requires(Permission("x", lambda user: False, "Trang này dành cho thủ quỹ."))(lambda request: None)
        with pytest.raises(PermissionDenied, match="thủ quỹ"):
            self.ask(gate, view, person)
