"""A piece of news as an article of schema.org."""

from core import structured_data as data


def news_article(news) -> data.Thing:
    return {
        "@type": "NewsArticle",
        "headline": news.title,
        "description": news.description,
        "url": news.canonical_url,
        "inLanguage": news.text_language.tag,
        "datePublished": news.reported_on.isoformat(),
    }
