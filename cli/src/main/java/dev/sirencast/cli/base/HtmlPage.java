package dev.sirencast.cli.base;

/** What the pages of all reports share: their look, and text that cannot become markup. */
public final class HtmlPage {
  public static final String STYLE =
      """
      body { font: 16px/1.5 system-ui, sans-serif; color: #1d2330; background: #f5f6f8;
             max-width: 62rem; margin: 2.5rem auto; padding: 0 1.5rem; }
      h1 { font-size: 1.9rem; margin: 0 0 .3rem; }
      p.lead { color: #4a5466; margin-top: 0; }
      .pictures { display: grid; grid-template-columns: 1fr 1fr; gap: 1.2rem; margin: 1.8rem 0; }
      figure { margin: 0; background: #fff; padding: .8rem; border-radius: 10px;
               box-shadow: 0 1px 3px rgb(0 0 0 / .12); }
      figure img { width: 100%; display: block; image-rendering: pixelated; border-radius: 4px; }
      figcaption { margin-top: .6rem; display: flex; justify-content: space-between; }
      figcaption b { font-variant-numeric: tabular-nums; }
      table { border-collapse: collapse; width: 100%; margin-bottom: 1.2rem; background: #fff; border-radius: 10px;
              box-shadow: 0 1px 3px rgb(0 0 0 / .12); }
      th, td { padding: .55rem .9rem; text-align: right; font-variant-numeric: tabular-nums;
               border-bottom: 1px solid #e6e9ee; }
      th:first-child, td:first-child { text-align: left; }
      tr:last-child td { border-bottom: 0; }
      footer { color: #6a7385; margin: 1.6rem 0; font-size: .9rem; }
      """;

  private HtmlPage() {}

  /** Text as it is to be read. */
  public static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
