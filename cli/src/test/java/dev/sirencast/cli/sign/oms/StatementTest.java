package dev.sirencast.cli.sign.oms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a statement's bytes say. */
class StatementTest {
  private static final String B =
      "3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d";
  private static final String W =
      "50e721e49c013f00c62cf59f2163542a9d8df02464efeb615d31051b0fddc326";

  /** SHA-256 of the two digests above, as {@code sha256sum} says. */
  private static final String BOTH =
      "e43d9fbd957f460cebad71b1f69db9c340d9db534f6b47549582032989c720d8";

  private static final Statement SMALL =
      new Statement(
          "model",
          List.of(new Resource("a/b", B), new Resource("w", W)),
          Serialization.ignoring(List.of("model.sig")));

  private static final String TEXT =
      """
      {"_type":"https://in-toto.io/Statement/v1",\
      "subject":[{"name":"model","digest":{"sha256":"%s"}}],\
      "predicateType":"https://model_signing/signature/v1.0",\
      "predicate":{"serialization":{"method":"files","hash_type":"sha256",\
      "allow_symlinks":false,\
      "ignore_paths":[".git",".gitattributes",".github",".gitignore","model.sig"]},\
      "resources":[{"name":"a/b","digest":"%s","algorithm":"sha256"},\
      {"name":"w","digest":"%s","algorithm":"sha256"}]}}"""
          .formatted(BOTH, B, W);

  private static Statement parse(String text) {
    return Statement.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aSmallTreeIsTheseBytes() {
    assertEquals(TEXT, new String(SMALL.payload(), StandardCharsets.UTF_8));
    assertEquals(SMALL, parse(TEXT));
  }

  @ParameterizedTest(name = "{0} -> {1}: {2}")
  @CsvSource(
      delimiter = '!',
      textBlock =
          """
          Statement/v1             ! Statement/v0.1             ! '_type' is
          "_type"                  ! "_typ"                     ! has no '_type'
          signature/v1.0           ! signature/v2.0             ! 'predicateType' is
          "name":"model"           ! "name":""                  ! 'name' is no text
          "name":"model"           ! "name":7                   ! 'name' is no text
          "digest":{"sha256":"e    ! "digest":{"sha256":"f      ! 'sha256' is
          "digest":{"sha256"       ! "digest":{"sha1"           ! has no 'sha256'
          "subject":[              ! "subject":[{},             ! has 2 subjects
          "subject":[              ! "subject":7,"x":[          ! 'subject' is no list
          "predicate":             ! "predicat":                ! has no 'predicate'
          "method":"files"         ! "method":"folders"         ! 'method' is folders
          "method":"files"         ! "method":"shards"          ! 'method' is shards
          "method":"files"         ! "method":"files","shard_size":5 ! 'method' is files
          "method":"files"         ! "method":"shards","shard_size":0 ! 'method' is shards
          "method":"files"         ! "method":"shards","shard_size":1.5 ! 'method' is shards
          "method":"files"         ! "method":"shards","shard_size":1e99 ! 'method' is shards
          "hash_type":"sha256"     ! "hash_type":"blake3"       ! 'hash_type' is blake3, expected sha256
          "allow_symlinks":false   ! "allow_symlinks":"no"      ! neither true nor false
          "allow_symlinks":false,  ! ''                         ! has no 'allow_symlinks'
          "ignore_paths":[         ! "ignore_paths":7,"x":[     ! 'ignore_paths' is no list
          "resources":[            ! "resources":[],"x":[       ! names no file
          "algorithm":"sha256"}]   ! "algorithm":"sha1"}]       ! 'algorithm' is sha1
          "algorithm":"sha256"}]   ! "x":"sha256"}]             ! has no 'algorithm'
          "digest":"3e             ! "digest":"3E               ! 64 hexadecimal digits
          "digest":"3e             ! "digest":"e                ! 64 hexadecimal digits
          "digest":"3e             ! "digest":"3f               ! 'sha256' is
          "name":"w"               ! "nam":"w"                  ! has no 'name'
          "name":"w"               ! "name":"w","name":"v"      ! Duplicate field 'name'
          }]}}                     ! }]}}{}                     ! is not
          }]}}                     ! }]}                        ! is not JSON
          """)
  void everyDamageIsRefused(String from, String to, String reason) {
    assertTrue(TEXT.contains(from), from);
    String damaged = TEXT.replace(from, to);
    String message =
        assertThrows(IllegalArgumentException.class, () -> parse(damaged)).getMessage();
    assertTrue(message.contains(reason), message);
  }

  @Test
  void whatIsUnknownBesideIsIgnored() {
    assertEquals(
        SMALL, parse(TEXT.replace("\"name\":\"w\"", "\"name\":\"w\",\"uri\":{\"x\":[1,null]}")));
    Serialization none = parse(TEXT.replaceAll(",\"ignore_paths\":[^]]*]", "")).serialization();
    assertEquals(List.of(), none.ignored());
    assertTrue(none.allIgnored().contains(".git"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../w", "/w", "a/../../w", "w/", "a//w", "./w", "a/.", "..", "/", "a/w\0", "w w"})
  void namesThatLeadAwayAreRefused(String names) {
    List<Resource> resources = new ArrayList<>();
    for (String name : names.split(" ")) {
      resources.add(new Resource(name, W));
    }
    Statement statement = new Statement("m", resources, SMALL.serialization());
    String message =
        assertThrows(IllegalArgumentException.class, () -> SignedFiles.of(statement)).getMessage();
    assertTrue(message.startsWith("names '"), message);
  }

  @ParameterizedTest
  @CsvSource({
    "w:0:5",
    "w:0:20",
    "w:10:20",
    "w:0:10 w:20:30",
    "w:0:4 w:10:20",
    "w:3:13",
    "w:10:10",
    "w:0:10 w:0:10",
    "w:0:99999999999999999999",
    "w",
    "../w:0:10",
    ":0:10"
  })
  void partsThatAreNotAllOfAFileAreRefused(String names) {
    List<Resource> parts = new ArrayList<>();
    for (String name : names.split(" ")) {
      parts.add(new Resource(name, W));
    }
    Statement statement = new Statement("m", parts, new Serialization(10, false, List.of()));
    if (names.equals("w:0:5")) {
      assertEquals(List.of(W), SignedFiles.of(statement).digests("w"));
    } else {
      assertThrows(IllegalArgumentException.class, () -> SignedFiles.of(statement));
    }
  }

  @Test
  void namesHaveTheOrderOfCodePoints() {
    List<String> names = new ArrayList<>(List.of("\ud83d\ude00", "\uffee", "a/b", "a-b", "B", "a"));
    Collections.sort(names, PathName.ORDER);
    assertEquals(List.of("B", "a", "a-b", "a/b", "\uffee", "\ud83d\ude00"), names);
  }
}
