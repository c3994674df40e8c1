"""Settings of the cache of finished answers (docs/decisions/page-cache.md)."""

from pathlib import Path

from cms import environment

ROOT = Path(__file__).resolve().parent.parent.parent

# The answers to readers that each process keeps, in bytes; 0 switches it off.
PAGE_CACHE_BYTES = int(environment.read("PAGE_CACHE_BYTES"))
# A file that the processes on a machine touch when they have written to the database.
PAGE_CACHE_CHANGES = ROOT / environment.read("PAGE_CACHE_CHANGES")
# The folder of files that were made for all processes of a machine; None makes each when asked for.
PAGE_CACHE_FILES = ROOT / environment.read("PAGE_CACHE_FILES")
if PAGE_CACHE_FILES.name == "-":
    PAGE_CACHE_FILES = None
# What tells how the process itself is (cms/health), and must not need the database for that.
PAGE_CACHE_EXEMPT_PATHS = {"/live", "/ready", "/health"}
# Apps and models whose changes no reader sees. Changes of any other empty the cache.
PAGE_CACHE_IGNORED = {
    *("account", "accounts", "auth", "contenttypes", "django_tasks_database", "mfa", "sessions"),
    *("usersessions", "plone_import", "editorial", "wagtail_localize", "wagtailadmin"),
    *("wagtailsearch", "wagtailusers", "worker", "page_cache", "backup", "audit"),
    *(
        "core.SiteModelLogEntry",
        "core.SitePageLogEntry",
        "core.SiteRendition",
        "core.User",
        "core.User_groups",
    ),
    *("core.User_user_permissions", "links.ExternalAddress", "links.ExternalAddress_pages"),
    *("links.NotFoundAddress", "search.UnansweredQuestion", "wagtailcore.APIToken"),
    *("wagtailcore.Comment", "wagtailcore.CommentReply", "wagtailcore.GroupApprovalTask"),
    *("wagtailcore.GroupApprovalTask_groups", "wagtailcore.GroupCollectionPermission"),
    *("wagtailcore.GroupPagePermission", "wagtailcore.GroupSitePermission"),
    *("wagtailcore.ModelLogEntry", "wagtailcore.PageLogEntry", "wagtailcore.PageSubscription"),
    *("wagtailcore.Revision", "wagtailcore.Task"),
    *("wagtailcore.TaskState", "wagtailcore.UploadedFile", "wagtailcore.Workflow"),
    *("wagtailcore.WorkflowContentType", "wagtailcore.WorkflowPage"),
    *("wagtailcore.WorkflowState", "wagtailcore.WorkflowTask", "wagtailimages.Rendition"),
    *("translation.Assignment", "translation.JobBatch", "translation.JobHeartbeat"),
    *("translation.MemoryFile", "translation.MemoryUnit", "translation.Notification"),
    *("translation.NotificationPreference", "translation.ReviewWorkflowState"),
    *("translation.SegmentChange", "translation.SegmentComment", "translation.Team"),
    *("translation.TranslationJob", "translation.TranslationReviewTask"),
}
