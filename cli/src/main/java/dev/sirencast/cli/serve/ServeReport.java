package dev.sirencast.cli.serve;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.Json;
import dev.sirencast.transport.net.Transport;
import dev.sirencast.transport.publish.PublisherStatistics;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What a server did, from its beginning to its end.
 *
 * @param address where it listened
 * @param tls whether that was encrypted
 * @param cut transfers that its end cut off
 * @param datagrams of its carousel, 0 without one
 */
record ServeReport(
    Path directory,
    String address,
    boolean tls,
    PublisherStatistics done,
    int cut,
    long datagrams,
    double seconds) {
  ObjectNode json() {
    ObjectNode json = Json.object();
    json.put("directory", directory.toString());
    json.put("listen", address);
    json.put("sockets", Transport.socketLibrary());
    json.put("tls", tls);
    json.put("streams", done.streams());
    json.put("stream_bytes", done.streamBytes());
    json.put("receivers", done.admitted());
    json.put("refused", done.refused());
    json.put("given_up", done.expired());
    json.put("fetches", done.fetches());
    json.put("completed", done.completed());
    json.put("cut", cut);
    json.put("packets", done.frames());
    json.put("bytes", done.bytes());
    json.put("carousel_datagrams", datagrams);
    Json.number(json, "seconds", seconds);
    return json;
  }

  String text() {
    return String.format(
        Locale.ROOT,
        "%s at %s: %s, %,d bytes%s in %.1f s%n"
            + "%s, %d of %s completed, %d refused, %d given up, %d cut at the end",
        directory,
        address,
        count(done.streams(), "stream"),
        done.bytes(),
        datagrams == 0 ? "" : String.format(Locale.ROOT, " and %,d datagrams", datagrams),
        seconds,
        count(done.admitted(), "receiver"),
        done.completed(),
        done.fetches() == 1 ? "1 fetch" : done.fetches() + " fetches",
        done.refused(),
        done.expired(),
        cut);
  }

  static String count(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
