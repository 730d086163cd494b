package dev.sirencast.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sirencast.cli.Streams;
import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.report.HtmlPage.Share;
import java.util.List;
import org.junit.jupiter.api.Test;

class ByteSharesTest {
  @Test
  void sharesAreTheWholeStream() {
    for (double overhead : new double[] {0, 0.5}) {
      EncodedStream stream = Streams.small(overhead);
      List<Share> shares = ByteShares.of(stream.manifest(), stream.frames());
      assertEquals(stream.bytes(), shares.stream().mapToLong(Share::amount).sum());
      List<String> names = shares.stream().map(Share::name).toList();
      assertTrue(names.containsAll(List.of("manifest", "headers")), names.toString());
      assertEquals(overhead > 0, names.contains("repair"), names.toString());
      assertTrue(shares.stream().allMatch(share -> share.amount() > 0), shares.toString());
    }
  }
}
