// Reads a JSON list of paths from standard input, each with rss-parser; prints what it saw as JSON.
// The argument is the address of rss-parser. Null is what it does not show of a format.
import { readFileSync } from "node:fs";

const { default: Parser } = await import(process.argv[2]);
const parser = new Parser();

function category(one) {
  return typeof one === "string"
    ? { term: "", label: one, scheme: "" }
    : { term: "", label: one._, scheme: one.$.domain };
}

const file = ({ url, type, length }) => ({ href: url, type, length: Number(length) });

function entry(item, isAtom) {
  return {
    id: item.id ?? item.guid,
    title: item.title,
    language: isAtom ? null : item.language,
    link: item.link ?? "",
    published: item.isoDate,
    updated: null,
    content: (isAtom ? item.content : (item["content:encoded"] ?? item.content)) ?? "",
    summary: isAtom ? (item.summary ?? "") : item["content:encoded"] ? { html: item.content } : "",
    authors: [isAtom ? item.author : item.creator],
    categories: isAtom ? null : (item.categories ?? []).map(category),
    enclosures: isAtom ? null : item.enclosure ? [file(item.enclosure)] : [],
    related: null,
    translations: null,
    source: null,
    start: null,
  };
}

async function read(path) {
  const body = readFileSync(path, "utf-8");
  const feed = await parser.parseString(body);
  const isAtom = path.endsWith(".atom");
  return {
    id: null,
    title: feed.title,
    language: isAtom ? null : feed.language,
    site: feed.link,
    self_link: feed.feedUrl,
    rights: isAtom ? null : (feed.copyright ?? ""),
    editions: null,
    entries: feed.items.map((item) => entry(item, isAtom)),
  };
}

const paths = JSON.parse(readFileSync(0, "utf-8"));
const saw = {};
for (const path of paths) saw[path] = await read(path);
process.stdout.write(JSON.stringify(saw));
