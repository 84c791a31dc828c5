"""The settings of the tests: the real ones, in a folder of their own, with quick passwords."""

import atexit
import os
import shutil
import tempfile

_folder = tempfile.mkdtemp(prefix="trophe-tests-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ["TROPHE_DATA"] = _folder
# The tests run on SQLite in memory, or on the database that is named here.
_database = os.environ.get("TROPHE_TEST_DATABASE_URL", "")
for _name in ("TROPHE_URL", "TROPHE_HOSTS", "DATABASE_URL"):
    os.environ.pop(_name, None)
if _database:
    os.environ["DATABASE_URL"] = _database

from trophe.web.config.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# Said outright, because a runner with several workers would else make a file name of it.
if not _database:
    DATABASES["default"].setdefault("TEST", {}).setdefault("NAME", ":memory:")  # noqa: F405
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
