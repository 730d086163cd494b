package dev.sirencast.cli.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sirencast.transport.publish.PublisherStatistics;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetricsEndpointTest {
  private final AtomicReference<PublisherStatistics> now =
      new AtomicReference<>(new PublisherStatistics(3, 40, 5, 6, 70, 60, 8_000, 9_000, 2, 100, 12));
  private final HttpClient client = HttpClient.newHttpClient();
  private MetricsEndpoint endpoint;

  @BeforeEach
  void open() {
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    endpoint = MetricsEndpoint.open(anyPort, now::get, line -> {});
  }

  @AfterEach
  void close() {
    endpoint.close();
  }

  private HttpResponse<String> ask(String method, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + endpoint.port() + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void whatIsCountedElsewhereIsShown() throws Exception {
    AtomicLong count = new AtomicLong(7);
    endpoint.count("carousel.datagrams", "Datagrams.", count::get);
    System.gc();
    assertTrue(
        ask("GET", "/metrics").body().contains("\nsirencast_carousel_datagrams_total 7.0\n"));
  }

  @Test
  void metricsAreThoseOfTheMoment() throws Exception {
    List<String> lines = ask("GET", "/metrics").body().lines().toList();
    for (String line :
        new String[] {
          "sirencast_receivers 3.0",
          "sirencast_streams 2.0",
          "sirencast_streams_memory_bytes 100.0",
          "sirencast_held_bytes 12.0",
          "sirencast_receivers_admitted_total 40.0",
          "sirencast_peers_refused_total 5.0",
          "sirencast_peers_expired_total 6.0",
          "sirencast_fetches_begun_total 70.0",
          "sirencast_fetches_completed_total 60.0",
          "sirencast_frames_sent_total 8000.0",
          "sirencast_sent_bytes_total 9000.0"
        }) {
      assertTrue(lines.contains(line), () -> line + " in " + lines);
    }
    assertTrue(lines.stream().anyMatch(line -> line.startsWith("jvm_memory_used_bytes")));
    now.set(new PublisherStatistics(4, 41, 5, 6, 70, 61, 8_000, 9_000, 2, 100, 0));
    assertTrue(ask("GET", "/metrics").body().lines().toList().contains("sirencast_receivers 4.0"));
  }

  @Test
  void healthSaysWhenTheServerIsAboutToEnd() throws Exception {
    HttpResponse<String> up = ask("GET", "/health");
    assertEquals(200, up.statusCode());
    JsonNode json = new ObjectMapper().readTree(up.body());
    assertEquals("up", json.get("status").asText());
    assertEquals(3, json.get("receivers").asInt());
    endpoint.drain();
    HttpResponse<String> draining = ask("GET", "/health");
    assertEquals(503, draining.statusCode());
    assertTrue(draining.body().contains("draining"));
  }

  @Test
  void nothingElseIsThere() throws Exception {
    assertEquals(404, ask("GET", "/").statusCode());
    assertEquals(404, ask("GET", "/metrics/../../etc/passwd").statusCode());
    assertEquals(405, ask("POST", "/metrics").statusCode());
    HttpResponse<String> head = ask("HEAD", "/health");
    assertEquals(200, head.statusCode());
    assertEquals("", head.body());
  }

  /** Far more than there are places, each in the middle of its request. */
  @Test
  void case06SilentConnectionsDoNotKeepOthersOut() throws Exception {
    List<Socket> silent = new ArrayList<>();
    try {
      for (int i = 0; i < 300; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), endpoint.port());
        silent.add(socket);
        socket.getOutputStream().write("GET /metr".getBytes(StandardCharsets.US_ASCII));
      }
      assertEquals(200, ask("GET", "/health").statusCode());
    } finally {
      for (Socket socket : silent) {
        socket.close();
      }
    }
  }
}
