//! `handbook new edition`: a localized edition that builds at once, with all that its writer may decide in view.

use std::collections::BTreeSet;
use std::fmt::Write;

use clap::{Args, Subcommand};
use serde_json::Value;

use crate::command::{Common, Outcome, print};
use crate::load::Failure;
use crate::load::date::Date;
use crate::message::{Message, say, say_bound};
use crate::prose::Prose;
use crate::render::register;
use crate::resolve::{Edition, GROUP, unknown, walk};

#[derive(Args)]
pub struct New {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// 本地版本 / a localized edition
    Edition(NewEdition),
}

#[derive(Args)]
struct NewEdition {
    /// 目录名,如 chengdu-jinxiu / the folder's name
    id: String,
    /// 继承哪个版本 / what it extends
    #[arg(long, value_name = "ID", default_value = GROUP)]
    extends: String,
    /// 版本名称 / its title
    #[arg(long)]
    title: Option<String>,
    /// 城市 / the city
    #[arg(long)]
    city: Option<String>,
    /// 产品,可以写多次 / a product, may be given several times
    #[arg(long, value_name = "PRODUCT")]
    product: Vec<String>,
    /// 开盘日;没有的是城市公司版 / when it opens; a company's edition has none
    #[arg(long, value_name = "DATE", value_parser = date)]
    opens: Option<Date>,
}

fn date(text: &str) -> Result<Date, String> {
    text.parse().map_err(|()| "YYYY-MM-DD".to_owned())
}

impl New {
    pub fn run(&self, common: &Common) -> Outcome {
        let What::Edition(edition) = &self.what;
        edition.run(common)
    }
}

impl NewEdition {
    fn run(&self, common: &Common) -> Outcome {
        let handbook = common.load()?;
        let language = common.language(handbook);
        let editions = crate::resolve::resolve(handbook);
        let parent = editions.iter().find(|edition| edition.id == self.extends).ok_or_else(|| {
            Failure(unknown("no-such-edition", &self.extends, editions.iter().map(|edition| edition.id)))
        })?;
        let simple = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if self.id.is_empty() || !self.id.chars().all(simple) || [GROUP, "draft"].contains(&self.id.as_str())
        {
            return Err(Failure(Message::new("new-bad-id").with("id", self.id.as_str())));
        }
        for product in &self.product {
            if !parent.products.contains(&product.as_str()) {
                return Err(Failure(unknown("new-bad-product", product, parent.products.iter().copied())));
            }
        }
        let folder = handbook.root.join("editions").join(&self.id);
        if folder.exists() {
            return Err(Failure(Message::new("new-exists").with("folder", folder.display().to_string())));
        }
        let text = self.edition_yaml(parent, language);
        let path = folder.join("edition.yaml");
        std::fs::create_dir_all(&folder).map_err(|error| super::disk_failure(&folder, &error))?;
        super::replace_file(&path, &text)?;
        if !common.quiet {
            let done = Message::new("new-done")
                .with("path", path.display().to_string())
                .with("id", self.id.as_str());
            print(&format!("{}\n", done.say(language)));
        }
        Ok(true)
    }

    fn edition_yaml(&self, parent: &Edition<'_>, language: crate::message::Language) -> String {
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        let comment = |id: &'static str| say(id, language);
        let manifest = &parent.handbook.manifest;
        let city = self.city.as_deref().unwrap_or("");
        let title =
            self.title.clone().unwrap_or_else(|| format!("{city} {} {}", self.id, manifest.title.as_str()));
        let title = title.trim();
        let mut out = String::new();
        let _ = writeln!(out, "title: {}  # {}", quoted(title), comment("new-title"));
        if self.extends != GROUP {
            let _ = writeln!(out, "extends: {}", self.extends);
        }
        if let Some(city) = &self.city {
            let _ = writeln!(out, "city: {}", quoted(city));
        }
        let products: Vec<&str> = match self.product.as_slice() {
            [] => parent.products.clone(),
            chosen => chosen.iter().map(String::as_str).collect(),
        };
        if !products.is_empty() {
            let list: Vec<String> = products.iter().map(|product| quoted(product)).collect();
            let _ = writeln!(out, "products: [{}]", list.join(", "));
        }
        if let Some(opens) = self.opens {
            let _ = writeln!(out, "opens: {opens}");
            let _ = writeln!(out, "effective: {}  # {}", opens.days_before(30), comment("new-effective"));
        }
        let _ = writeln!(out, "based_on: {}", quoted(&manifest.version));
        let _ = writeln!(out, "\n# {}\nparameters:", comment("new-parameters"));
        for (name, parameter) in manifest.parameters.iter() {
            let set = parent.parameters.get(name.value.as_str()).map(|(value, _)| value.as_str());
            let example = parameter.example.as_ref().map_or(parameter.title.as_str(), |e| e.as_str());
            // What the company has set already is only shown.
            let hash = if set.is_some() { "# " } else { "" };
            let value = quoted(set.unwrap_or(example));
            let note = if set.is_some() { String::new() } else { comment("new-example") };
            let _ = writeln!(out, "  {hash}{}: {value}  # {}{note}", name.value, parameter.title.as_str());
        }
        let _ = writeln!(out, "\n# {}\nfill:", comment("new-fill"));
        let mut titles = BTreeSet::new();
        for laid in parent.documents.iter().filter(|laid| laid.document.applies_to(&products)) {
            let id = laid.document.id.as_str();
            walk(&laid.parts, &mut |clause| {
                if !clause.clause.delegated || clause.filled.is_some() {
                    return;
                }
                let heading = clause.clause.heading.as_ref().map(Prose::plain).unwrap_or_default();
                let words: Vec<String> =
                    clause.own_texts().map(|(p, layer)| parent.plain(p, layer, id)).collect();
                let words = words.join(" ").replace('\n', " ");
                let _ = writeln!(out, "  # 《{}》{} {words}", laid.document.title.as_str(), clause.number);
                if !heading.is_empty() && titles.insert(heading.clone()) {
                    let _ = writeln!(out, "  {}: {}", quoted(&heading), quoted(&comment("new-fill-default")));
                }
            });
        }
        let _ = writeln!(out, "\n# {}\nstandards:", comment("new-standards"));
        for row in register::rows(parent, language) {
            let Some(standard) = parent.standards.get(&row.id) else { continue };
            if standard.document.applies_to(&products) {
                let said = say_bound(standard.bound(), language);
                let _ =
                    writeln!(out, "  # {}: {}  # {}: {}", row.id, flow(&row.bound), row.title, said.trim());
            }
        }
        let document = parent.documents.iter().find(|laid| laid.document.is_regulation());
        if let Some(laid) = document {
            let help = Message::new("new-amendments")
                .with("folder", format!("editions/{}", self.id))
                .with("path", laid.document.path.as_str())
                .with("title", laid.document.title.as_str());
            help.say(language).lines().for_each(|line| out.push_str(format!("\n# {line}").trim_end()));
            out.push('\n');
        }
        out
    }
}

/// A value in YAML as a person would write it: `{ at_most: 3 声 }`.
fn flow(value: &Value) -> String {
    match value {
        Value::Object(map) => {
            let entries = map.iter().map(|(key, value)| format!("{key}: {}", flow(value)));
            format!("{{ {} }}", entries.collect::<Vec<_>>().join(", "))
        }
        Value::Array(list) => format!("[{}]", list.iter().map(flow).collect::<Vec<_>>().join(", ")),
        Value::String(text) if text.chars().all(|c| c.is_alphanumeric() || " %/.".contains(c)) => {
            text.clone()
        }
        other => other.to_string(),
    }
}
