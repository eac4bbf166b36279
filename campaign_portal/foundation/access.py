"""Who may do what: everything follows from the posts a person holds today.

The people room registers the provider that answers `scope(user)`. Rows are decided by `visible_to` on each model,
verbs by predicates in each room's `permissions.py`, addresses by the `Permission` each view declares.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser

from campaign_portal.foundation import clock


@dataclass(frozen=True)
class Formers:
    """Units of the time before a post's unit: what was kept under them its people read, and nobody acts upon.

    `whole` went into the unit altogether, `part` only in part; `communes` and `hamlets` came to it by themselves.
    """

    whole: tuple[int, ...] = ()
    part: tuple[int, ...] = ()
    communes: tuple[int, ...] = ()
    hamlets: tuple[int, ...] = ()


@dataclass(frozen=True)
class Post:
    """One post held today: a role at an office of a unit."""

    role: str
    office_id: int
    office_function: str
    unit_id: int
    unit_level: str
    title: str  # as shown beside the name: "Cán bộ LĐ-TB&XH, xã Tả Van"
    formers: Formers = Formers()  # for reading alone: verbs compare with `unit_id`
    former_offices: tuple[int, ...] = ()  # whose work came to this office; for reading alone, too

    @property
    def read_units(self) -> tuple[int, ...]:
        """The post's unit and those that went into it altogether."""
        return (self.unit_id, *self.formers.whole)


@dataclass(frozen=True)
class Scope:
    """All posts of one person on one day."""

    posts: tuple[Post, ...] = ()

    @property
    def titles(self) -> tuple[str, ...]:
        return tuple(post.title for post in self.posts)

    @property
    def office_ids(self) -> frozenset[int]:
        return frozenset(post.office_id for post in self.posts)

    @property
    def read_office_ids(self) -> frozenset[int]:
        """One's offices and those whose work came to them. For reading: verbs ask `office_ids`."""
        return self.office_ids.union(*(post.former_offices for post in self.posts))

    def having(self, roles: Iterable[str]) -> tuple[Post, ...]:
        """The posts with one of these roles."""
        wanted = frozenset(roles)
        return tuple(post for post in self.posts if post.role in wanted)


_provider: Callable[[Any], tuple[Post, ...]] | None = None


def register_provider(provider: Callable[[Any], tuple[Post, ...]]) -> None:
    """The people room says here how to find a user's posts of today."""
    global _provider
    _provider = provider


def scope(user: Any) -> Scope:
    """The user's posts today; empty for anonymous and disabled accounts. Kept on the user object for the day."""
    if user is None or isinstance(user, AnonymousUser) or not user.is_active or _provider is None:
        return Scope()
    today = clock.today()
    kept = getattr(user, "_scope_of_day", None)
    if kept is None or kept[0] != today:
        kept = (today, Scope(_provider(user)))
        user._scope_of_day = kept
    return kept[1]


def forget_scope(user: Any) -> None:
    """After the user's posts changed."""
    user._scope_of_day = None


_explainer: Callable[[Any], tuple[str, ...]] | None = None


def register_explainer(explain: Callable[[Any], tuple[str, ...]]) -> None:
    """The people room says here what to tell somebody who holds no post today: why, and whom to ask."""
    global _explainer
    _explainer = explain


def why_nothing_opens(user: Any) -> tuple[str, ...]:
    """Sentences for whoever signed in and holds no post; nothing for everybody else."""
    if _explainer is None or user is None or not user.is_authenticated or scope(user).posts:
        return ()
    return _explainer(user)


@dataclass(frozen=True)
class Permission:
    """What an address asks of whoever opens it. `needs` says it to the person who lacks it."""

    key: str
    holds: Callable[[Any], bool]
    needs: str = "Trang này dành cho người có nhiệm vụ liên quan."


PUBLIC = Permission("public", lambda user: True)
SIGNED_IN = Permission("signed_in", lambda user: user.is_authenticated, "Xin đăng nhập để xem trang này.")


def for_roles(key: str, roles: Iterable[str], needs: str = Permission.needs) -> Permission:
    """A permission held by whoever has a post with one of these roles."""
    wanted = frozenset(roles)
    return Permission(key, lambda user: bool(scope(user).having(wanted)), needs)


def requires(permission: Permission) -> Callable[[Callable], Callable]:
    """Declare what a view asks for. A view that declares nothing is refused to everyone."""

    def declare(view: Callable) -> Callable:
        view.permission = permission  # type: ignore[attr-defined]
        return view

    return declare


def declared_permission(view: Callable) -> Permission | None:
    """What a view (function, or `as_view()` of a class) declares."""
    found = getattr(view, "permission", None) or getattr(getattr(view, "view_class", None), "permission", None)
    return found if isinstance(found, Permission) else None
