//! What a person sees and does in a browser.

use std::fs;

use connect_runtime::http::Method;
use fantoccini::error::CmdError;
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, Locator};
use serde_json::json;
use url::{ParseError, Url};

use crate::driver::in_browser;
use crate::support::{CASES, Running, assert_hides, federations, log};

/// Asks Chromium for the entries of the tab's history.
#[derive(Debug)]
struct History;

impl WebDriverCompatibleCommand for History {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        let command = json!({ "cmd": "Page.getNavigationHistory", "params": {} });
        (Method::POST, Some(command.to_string()))
    }
}

/// Waits until the page has an element of this name and text. A click does not wait for the next page.
async fn wait_for(browser: &Client, element: &str, text: &str) {
    let path = format!("//{element}[normalize-space() = \"{text}\"]");
    if let Err(error) = browser.wait().for_element(Locator::XPath(&path)).await {
        let url = browser.current_url().await.map(String::from).unwrap_or_default();
        let page = browser.source().await.unwrap_or_default();
        panic!("{error}: no {path} at {url} in {page}");
    }
}

/// Opens the list of agents, and chooses one.
async fn choose(browser: &Client, portal: &Running, agent: &str, destination: &str) {
    browser.goto(&portal.url).await.unwrap();
    let radio = format!("input[value={agent}]");
    browser.find(Locator::Css(&radio)).await.unwrap().click().await.unwrap();
    let select = browser.find(Locator::Id("destination")).await.unwrap();
    select.select_by_label(destination).await.unwrap();
}

async fn sign_in(browser: &Client) -> Result<(), CmdError> {
    browser.find(Locator::Css("button")).await?.click().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chosen_agent_is_signed_in_and_nothing_secret_is_seen() {
    let log = log();
    in_browser(async |browser: Client| {
        let portal = Running::start().await;
        choose(&browser, &portal, "omar", "Contact Control Panel").await;
        let button = browser.find(Locator::Css("button")).await.unwrap();
        let colour = button.css_value("background-color").await.unwrap();
        assert_eq!(colour, "rgba(10, 92, 173, 1)", "the style is loaded");
        assert_hides("the list", &browser.source().await.unwrap());
        sign_in(&browser).await.unwrap();
        wait_for(&browser, "dd[@id='user-name']", "omar").await;
        wait_for(&browser, "h1", "Signed in as omar").await;
        wait_for(&browser, "dd[@id='destination']", "/ccp-v2/").await;
        assert_eq!(federations(&portal.service), 1);

        let url = browser.current_url().await.unwrap();
        assert!(url.as_str().starts_with(portal.service.endpoint_url()), "{url}");
        let code = url.query_pairs().find(|(name, _)| name == "code").unwrap().1.into_owned();
        let history = browser.issue_cmd(History).await.unwrap();
        let entries = history["entries"].as_array().unwrap();
        let urls = entries.iter().map(|entry| entry["url"].as_str().unwrap());
        let own: Vec<&str> = urls.filter(|url| url.starts_with(&portal.url)).collect();
        assert_eq!(own, [format!("{}/", portal.url)]);
        assert!(!log.text().contains(&code), "{code} in the log");
        assert_hides("the log", &log.text());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_back_button_signs_nobody_in_again() {
    in_browser(async |browser: Client| {
        let portal = Running::start().await;
        choose(&browser, &portal, "jane", "Agent workspace").await;
        sign_in(&browser).await.unwrap();
        wait_for(&browser, "h1", "Signed in as jane").await;
        browser.back().await.unwrap();
        wait_for(&browser, "h1", "Sign in to Amazon Connect").await;
        assert_eq!(browser.current_url().await.unwrap().as_str(), format!("{}/", portal.url));
        assert_hides("the list", &browser.source().await.unwrap());
        browser.forward().await.unwrap();
        browser.refresh().await.unwrap();
        wait_for(&browser, "h1", "Not signed in").await;
        assert_eq!(federations(&portal.service), 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_problem_is_explained_and_leads_back() {
    in_browser(async |browser: Client| {
        for case in CASES {
            let portal = Running::start().await;
            case.answers.apply(&portal.service);
            choose(&browser, &portal, case.agent, "Agent workspace").await;
            sign_in(&browser).await.unwrap();
            wait_for(&browser, "h1", case.title).await;
            let main = browser.find(Locator::Css("main")).await.unwrap();
            let shown = main.text().await.unwrap();
            assert!(shown.contains(case.part), "{} not in {shown}", case.part);
            assert_hides(case.title, &browser.source().await.unwrap());
            let url = browser.current_url().await.unwrap();
            assert_eq!(url.as_str(), format!("{}/sign-in", portal.url));
            let back = browser.find(Locator::LinkText("Back to the list")).await.unwrap();
            back.click().await.unwrap();
            wait_for(&browser, "h1", "Sign in to Amazon Connect").await;
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_of_another_site_is_refused() {
    in_browser(async |browser: Client| {
        let portal = Running::start().await;
        let page = format!(
            "data:text/html,<form method=post action={}/sign-in><input name=agent value=jane>\
             <input name=destination value=home><button>Win</button></form>",
            portal.url
        );
        browser.goto(&page).await.unwrap();
        sign_in(&browser).await.unwrap();
        wait_for(&browser, "h1", "This request came from another site").await;
        assert_eq!(portal.service.request_count(), 0);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn localhost_leads_to_the_address_of_the_portal() {
    in_browser(async |browser: Client| {
        let portal = Running::start().await;
        let elsewhere = portal.url.replace("127.0.0.1", "localhost");
        browser.goto(&elsewhere).await.unwrap();
        wait_for(&browser, "h1", "The portal has another address").await;
        let link = browser.find(Locator::LinkText("Open the portal")).await.unwrap();
        link.click().await.unwrap();
        wait_for(&browser, "h1", "Sign in to Amazon Connect").await;
        sign_in(&browser).await.unwrap();
        wait_for(&browser, "h1", "Signed in as jane").await;
    })
    .await;
}

/// Writes the picture of the README into the file that `PORTAL_PICTURE` names.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "it only takes a picture"]
async fn take_the_picture() {
    let file = std::env::var("PORTAL_PICTURE").expect("PORTAL_PICTURE names the file to write");
    in_browser(async move |browser: Client| {
        let portal = Running::start().await;
        // The window is higher than the page by its own frame.
        browser.set_window_size(620, 690).await.unwrap();
        browser.goto(&portal.url).await.unwrap();
        let picture = browser.screenshot().await.unwrap();
        fs::write(&file, picture).unwrap();
    })
    .await;
}
