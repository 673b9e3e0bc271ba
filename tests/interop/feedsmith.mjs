// Reads a JSON list of paths from standard input, each with feedsmith; prints what it saw as JSON.
// The argument is the address of feedsmith. It gives every link; of the alternates we take the first, as its users do.
import { readFileSync } from "node:fs";

const { parseFeed } = await import(process.argv[2]);

const all = (links, rel) => (links ?? []).filter((link) => link.rel === rel);
const first = (links, rel) => all(links, rel)[0]?.href ?? "";
const file = (href, type, length) => ({ href, type: type ?? "", length: length ?? null });
const link = ({ href, type, hreflang }) => ({ href, type: type ?? "", hreflang: hreflang ?? "" });
const editions = (links, rel, type) => all(links, rel).filter((one) => one.type === type).map(link);
const category = (term, label, scheme) => ({ term: term ?? "", label: label ?? "", scheme: scheme ?? "" });

function atomEntry(entry, feed) {
  const page = first(entry.links, "alternate");
  return {
    id: entry.id,
    title: entry.title.value,
    language: entry.xml?.lang ?? feed.xml?.lang ?? "",
    link: page,
    published: entry.published,
    updated: entry.updated,
    content: entry.content.value,
    summary: entry.summary?.value ?? "",
    authors: entry.authors.map((author) => author.name),
    categories: (entry.categories ?? []).map(({ term, label, scheme }) => category(term, label, scheme)),
    enclosures: all(entry.links, "enclosure").map(({ href, type, length }) => file(href, type, length)),
    related: all(entry.links, "related").map(link),
    translations: all(entry.links, "alternate").map(link).filter(({ href }) => href !== page),
    source: first(entry.links, "via"),
    start: null,
  };
}

function rssItem(item) {
  const encoded = item.content?.encoded;
  return {
    id: item.guid.value,
    title: item.title,
    language: item.dc?.languages?.[0] ?? "",
    link: item.link ?? "",
    published: new Date(item.pubDate).toISOString(),
    updated: item.atom.updated,
    content: encoded ?? item.description,
    summary: encoded ? { html: item.description } : "",
    authors: item.dc.creators,
    categories: (item.categories ?? []).map(({ name, domain }) => category("", name, domain)),
    enclosures: (item.enclosures ?? []).map(({ url, type, length }) => file(url, type, length)),
    related: all(item.atom.links, "related").map(link),
    translations: [],
    source: item.source?.url ?? "",
    start: null,
  };
}

function read(path) {
  const { format, feed } = parseFeed(readFileSync(path, "utf-8"));
  if (format === "atom") {
    return {
      id: feed.id,
      title: feed.title.value,
      language: feed.xml.lang,
      site: first(feed.links, "alternate"),
      self_link: first(feed.links, "self"),
      rights: feed.rights?.value ?? "",
      editions: editions(feed.links, "alternate", "application/atom+xml"),
      entries: (feed.entries ?? []).map((entry) => atomEntry(entry, feed)),
    };
  }
  return {
    id: "",
    title: feed.title,
    language: feed.language,
    site: feed.link,
    self_link: first(feed.atom.links, "self"),
    rights: feed.copyright ?? "",
    editions: editions(feed.atom.links, "related", "application/rss+xml"),
    entries: (feed.items ?? []).map(rssItem),
  };
}

const paths = JSON.parse(readFileSync(0, "utf-8"));
process.stdout.write(JSON.stringify(Object.fromEntries(paths.map((path) => [path, read(path)]))));
