package dev.sirencast.report;

import dev.sirencast.report.picture.ColourScale;
import dev.sirencast.report.sound.SoundClip;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What arrived beside its original, and where they differ. A slider lays the original over what
 * arrived; without scripts, and on paper, both stand side by side.
 *
 * @param original what was sent, before any coding
 * @param arrived what is compared with it
 * @param key what the colours of errors mean
 * @param axes what stands along the pictures, nothing of photographs
 */
public record ArrivalGallery(Shown original, List<Arrived> arrived, Key key, @Nullable Axes axes) {
  /** Copies the list. */
  public ArrivalGallery {
    arrived = List.copyOf(arrived);
  }

  /**
   * A picture with words below it.
   *
   * @param source the picture as a data URI
   * @param caption what it shows
   * @param value what was measured of it; may be empty
   * @param clip what is heard of it, nothing of pictures
   */
  public record Shown(String source, String caption, String value, @Nullable SoundClip clip) {}

  /** What arrived, and where it differs from the original. */
  public record Arrived(Shown shown, Shown errors) {}

  /**
   * What colours mean.
   *
   * @param words in a sentence or more
   * @param scale the colours
   * @param least what the first stands for
   * @param greatest what the last stands for
   */
  public record Key(String words, ColourScale scale, String least, String greatest) {}

  /**
   * What stands along a picture.
   *
   * @param upwards beside it, at its bottom, in its middle and at its top
   * @param along below it, from left to right
   */
  public record Axes(List<String> upwards, List<String> along) {
    /** Copies the lists. */
    public Axes {
      upwards = List.copyOf(upwards);
      along = List.copyOf(along);
    }
  }

  String html() {
    StringBuilder html = new StringBuilder("<div class=\"arrivals\">\n");
    html.append("<figure class=\"original\">").append(view(original));
    html.append(end(original)).append(keyHtml());
    for (Arrived one : arrived) {
      html.append("<figure class=\"arrived\">").append(view(one.shown()));
      html.append("<label class=\"slide\" hidden><span>Share that shows the original</span>");
      html.append("<input type=\"range\" min=\"0\" max=\"100\" value=\"50\"></label>");
      html.append(end(one.shown()));
      html.append("<figure>").append(view(one.errors())).append(end(one.errors()));
    }
    return html.append("</div>\n").toString();
  }

  private static String end(Shown shown) {
    String sound =
        Optional.ofNullable(shown.clip())
            .map(
                clip ->
                    "<audio controls preload=\"none\" src=\""
                        + clip.source()
                        + "\" aria-label=\""
                        + Markup.escape(shown.caption())
                        + "\"></audio>")
            .orElse("");
    return sound + Markup.caption(shown.caption(), shown.value()) + "</figure>\n";
  }

  private String view(Shown shown) {
    String view = "<div class=\"view\">" + Markup.image(shown.source(), words(shown)) + "</div>";
    if (axes == null) {
      return view;
    }
    StringBuilder html = new StringBuilder("<div class=\"axes\">");
    html.append("<div class=\"upwards\">");
    for (int i = axes.upwards().size() - 1; i >= 0; i--) {
      html.append("<span>").append(Markup.escape(axes.upwards().get(i))).append("</span>");
    }
    html.append("</div>").append(view).append("<div class=\"along\">");
    axes.along()
        .forEach(text -> html.append("<span>").append(Markup.escape(text)).append("</span>"));
    return html.append("</div></div>").toString();
  }

  private static String words(Shown shown) {
    return shown.value().isEmpty() ? shown.caption() : shown.caption() + ", " + shown.value();
  }

  private String keyHtml() {
    return "<div class=\"key\"><p>"
        + Markup.escape(key.words())
        + "</p><div class=\"scale\" style=\"background:"
        + key.scale().css()
        + "\"></div><div class=\"along\"><span>"
        + Markup.escape(key.least())
        + "</span><span>"
        + Markup.escape(key.greatest())
        + "</span></div></div>\n";
  }
}
