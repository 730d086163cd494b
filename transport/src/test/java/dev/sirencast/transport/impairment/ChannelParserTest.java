package dev.sirencast.transport.impairment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelParserTest {
  @Test
  void readsEveryImpairment() {
    assertEquals(
        List.of(
            new Duplicate(0.01),
            new IndependentLoss(0.02),
            new ExactLoss(5, 100),
            new GilbertElliott(0.02, 0.25, 0.9, 0.001),
            new Corrupt(0.001),
            new BitErrors(1e-4, BitErrors.Part.HEADER),
            new Rate(2_000_000, 64, 28),
            new Reorder(0.05, 3),
            new Delay(20_000_000, 5_000_000, Delay.Distribution.NORMAL, Delay.Order.KEPT)),
        ChannelModel.parse(
                "dup(1%); loss(2%); ge(p=2%,r=25%,bad=90%,good=0.1%); corrupt(0.1%);"
                    + "ber(1e-4,scope=header); reorder(5%,gap=3); loss(count=5,of=100);"
                    + "rate(2Mbit,queue=64,overhead=28);"
                    + "delay(20ms,jitter=5ms,dist=normal,order=kept)")
            .impairments());
  }

  @ParameterizedTest
  @ValueSource(strings = {"loss(2%)", "loss(0.02)", "loss(2e-2)", "loss(p=2%)", " loss ( 2% ) ; "})
  void everyNotationOfAProbabilityIsTheSame(String text) {
    assertEquals(ChannelModel.of(List.of(new IndependentLoss(0.02))), ChannelModel.parse(text));
  }

  @Test
  void fillsInDefaults() {
    assertEquals(
        "ge(p=2%,r=25%,bad=100%,good=0%); ber(1e-5,scope=payload);"
            + " rate(2Mbit,queue=1000,overhead=0); reorder(5%,gap=1);"
            + " delay(20ms,jitter=0ms,dist=uniform,order=free)",
        ChannelModel.parse("ge(2%,r=25%); ber(rate=1e-5); reorder(5%); delay(20ms); rate(2Mbit)")
            .toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "none", " none ", ";"})
  void emptyChannelIsClean(String text) {
    assertTrue(ChannelModel.parse(text).isClean());
    assertEquals("none", ChannelModel.parse(text).toString());
  }

  @Test
  void sortsIntoNetemsOrderAndKeepsTheOrderOfEqualKinds() {
    assertEquals(
        "dup(1%); loss(3%); loss(2%); corrupt(1%); ber(1e-5,scope=frame); reorder(1%,gap=2)",
        ChannelModel.parse(
                "reorder(1%,gap=2); ber(1e-5,scope=frame); corrupt(1%); loss(3%); loss(2%); dup(1%)")
            .toString());
  }

  @Test
  void printedChannelReadsBackExactly() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 2_000; i++) {
      double small = random.nextDouble() * Math.pow(10, -random.nextInt(300));
      ChannelModel model =
          ChannelModel.of(
              List.of(
                  new Duplicate(small),
                  new IndependentLoss(random.nextDouble()),
                  new GilbertElliott(small, random.nextDouble(), 1 - small, 0),
                  new Corrupt(i % 2),
                  new BitErrors(small, BitErrors.Part.values()[i % 3]),
                  new BitErrors(i % 2, BitErrors.Part.FRAME),
                  new ExactLoss(random.nextInt(100), 100 + random.nextInt(1_000_000)),
                  new Rate(
                      1 + random.nextLong(1_000_000_000_000L),
                      1 + random.nextInt(Rate.MAX_QUEUE),
                      random.nextInt(100)),
                  new Reorder(random.nextDouble(), 1 + random.nextInt(Reorder.MAX_GAP)),
                  new Delay(
                      random.nextLong(Durations.MAX_NANOS + 1),
                      random.nextLong(random.nextInt(1, 1_000_000_000)),
                      Delay.Distribution.values()[i % 4],
                      Delay.Order.values()[i % 2])));
      assertEquals(model, ChannelModel.parse(model.toString()), model::toString);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "lsos(1%)                | there is no impairment \"lsos\"",
        "loss                    | expected name(value,key=value), as in loss(1%)",
        "loss(1%                 | expected name(value,key=value), as in loss(1%)",
        "loss(1%) dup(1%)        | expected name(value,key=value), as in loss(1%)",
        "loss()                  | \"\" is not a probability, expected one such as 2%, 0.02 or 2e-2",
        "loss(1%%)               | \"1%%\" is not a probability, expected one such as 2%",
        "loss(much)              | \"much\" is not a probability",
        "loss(NaN)               | \"NaN\" is not a probability",
        "loss(1e99999999999)     | \"1e99999999999\" is not a probability",
        "loss(1e999999999)       | the probability of loss must be 0 to 1 (0% to 100%), got Infinity",
        "loss(101%)              | the probability of loss must be 0 to 1 (0% to 100%), got 1.01",
        "loss(-1%)               | the probability of loss must be 0 to 1 (0% to 100%), got -0.01",
        "loss(1%,2%)             | \"2%\" has no key, expected one of [p], as in key=value",
        "loss(q=1%)              | there is no key \"q\", expected one of [p]",
        "loss(1%,p=2%)           | \"p\" is given twice",
        "dup(2)                  | the probability of duplication must be 0 to 1",
        "corrupt(2)              | the probability of corruption must be 0 to 1",
        "ge(p=2%)                | \"r\" is missing, expected a probability",
        "ge(2%,25%)              | \"25%\" has no key, expected one of [p, r, bad, good]",
        "ge(p=2,r=1)             | p, from good to bad, must be 0 to 1 (0% to 100%), got 2.0",
        "ge(p=1,r=2)             | r, from bad to good, must be 0 to 1 (0% to 100%), got 2.0",
        "ge(p=1,r=1,bad=2)       | the loss in the bad state must be 0 to 1",
        "ge(p=1,r=1,good=2)      | the loss in the good state must be 0 to 1",
        "ber(2)                  | the bit error rate must be 0 to 1 (0% to 100%), got 2.0",
        "ber(1e-5,scope=trailer) | there is no scope \"trailer\", expected payload or header or frame",
        "reorder(5%,gap=x)       | \"x\" is not a whole number, expected one such as gap=3",
        "reorder(5%,gap=0)       | the gap must be 1 to 65536, got 0",
        "reorder(5%,gap=65537)   | the gap must be 1 to 65536, got 65537",
        "loss(count=5)           | \"of\" is missing, expected a whole number, as in of=100",
        "loss(of=5)              | \"count\" is missing, expected a whole number, as in count=100",
        "loss(count=6,of=5)      | the count must be 0 to 5, the frames it is of, got 6",
        "loss(count=0,of=0)      | \"of\" must be 1 frame or more, got 0",
        "loss(count=1,of=x)      | \"x\" is not a whole number, expected one such as of=3",
        "delay()                 | \"time\" is missing, expected a time, as in 20ms",
        "delay(20)               | \"20\" is not a time, expected one such as 20ms, 500us or 1.5s",
        "delay(-1ms)             | \"-1ms\" is not a time",
        "delay(86401s)           | the delay must be 0 to 86400s, got 86401s",
        "delay(1ms,jitter=2days) | \"2days\" is not a time",
        "delay(1ms,dist=cauchy)  | there is no dist \"cauchy\", expected uniform or normal or",
        "delay(1ms,order=none)   | there is no order \"none\", expected free or kept",
        "rate()                  | \"rate\" is missing, expected a rate, as in 2Mbit",
        "rate(2)                 | \"2\" is not a rate, expected one such as 2Mbit, 500kbit or",
        "rate(0bit)              | the rate must be 1bit to 1000Gbit, got 0bit",
        "rate(2Mbit,queue=0)     | the queue must be 1 to 1048576 frames, got 0",
        "rate(1bit,overhead=-1)  | the overhead must be 0 to 65535 bytes, got -1",
        "trace()                 | \"file\" is missing, expected a file's name",
        "trace(no/such/file)     | no/such/file: no such file",
        "5g                      | expected name(value,key=value), as in loss(1%), or the name of",
      })
  void saysWhatIsWrong(String text, String reason) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> ChannelModel.parse("dup(1%); " + text));

    String message = String.valueOf(e.getMessage());
    assertTrue(
        message.startsWith(
            "cannot read \"" + text + "\" at character 10 of the channel: " + reason),
        message);
    assertTrue(
        message.endsWith(
            "; known impairments: dup(1%), loss(1%), loss(count=5,of=100),"
                + " ge(p=2%,r=25%,bad=100%,good=0%), trace(FILE), corrupt(0.1%),"
                + " ber(1e-5,scope=payload), rate(2Mbit,queue=64,overhead=28), reorder(5%,gap=3),"
                + " delay(20ms,jitter=5ms,dist=normal,order=free);"
                + " presets: 3g, wifi, starlink, lora, quic-interop-loss, deep-space"),
        message);
  }

  @Test
  void labelsOfFramesAreScopesForWhoLabelsThem() {
    List<String> labels = List.of("red", "blue");
    ChannelModel model = ChannelModel.parse("ber(1e-5,scope=red)", labels);
    assertEquals(List.of(new BitErrors(1e-5, new BitErrors.Label("red"))), model.impairments());
    assertEquals(model, ChannelModel.parse(model.toString(), labels));
    assertEquals("ber(1e-3,scope=red)", model.with("ber", "1e-3").toString());
    assertEquals("ber(1e-5,scope=blue)", model.with("scope", "blue").toString());
    String message =
        String.valueOf(
            assertThrows(
                    IllegalArgumentException.class,
                    () -> ChannelModel.parse("ber(1e-5,scope=green)", labels))
                .getMessage());
    assertTrue(
        message.contains(
            ": there is no scope \"green\", expected payload or header or frame or red or blue;"),
        message);
    assertThrows(IllegalArgumentException.class, () -> ChannelModel.parse(model.toString()));
  }

  @ParameterizedTest
  @EnumSource(ChannelPreset.class)
  void presetStandsForItsChannelAndJoinsOthers(ChannelPreset preset) {
    ChannelModel expected = ChannelModel.parse("dup(1%); " + preset.channel());
    assertEquals(expected, ChannelModel.parse(preset.label() + "; dup(1%)"));
    assertEquals(expected, ChannelModel.parse(expected.toString()));
    assertFalse(preset.source().isBlank());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "loss(1%)               | loss       | 5%    | loss(5%)",
        "loss(1%); ge(p=2%,r=3%)| ge         | 5%    | loss(1%); ge(p=5%,r=3%,bad=100%,good=0%)",
        "loss(1%); ge(p=2%,r=3%)| ge.r       | 50%   | loss(1%); ge(p=2%,r=50%,bad=100%,good=0%)",
        "rate(2Mbit)            | queue      | 7     | rate(2Mbit,queue=7,overhead=0)",
        "rate(2Mbit)            | rate       | 1kbit | rate(1kbit,queue=1000,overhead=0)",
        "loss(count=5,of=9)     | loss.of    | 20    | loss(count=5,of=20)",
        "loss(1%)               | ber        | 1e-4  | loss(1%); ber(1e-4,scope=payload)",
        "ber(1e-4,scope=frame)  | ber        | 1e-3  | ber(1e-3,scope=frame)",
        "ber(1e-4,scope=frame)  | scope      | header | ber(1e-4,scope=header)",
        "reorder(5%,gap=3)      | reorder    | 1%    | reorder(1%,gap=3)",
        "'delay(9ms,dist=normal)' | jitter   | 2ms   | 'delay(9ms,jitter=2ms,dist=normal,order=free)'",
      })
  void changesOneValueByItsName(String channel, String name, String value, String changed) {
    assertEquals(changed, ChannelModel.parse(channel).with(name, value).toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "loss(1%); dup(1%)  | p       | 1% | \"p\" is not certain, expected one of dup.p, loss.p",
        "loss(1%); loss(2%) | loss    | 1% | \"loss\" is not certain",
        "loss(1%)           | jitter  | 1% | there is no \"jitter\" in the channel, expected one of",
        "none               | jitter  | 1% | there is no \"jitter\" in the channel, expected one of the",
        "ge(p=1%,r=1%)      | ge.q    | 1% | there is no \"ge.q\" in the channel",
        "ge(p=1%,r=1%)      | ge.p    | 2  | p, from good to bad, must be 0 to 1",
        "none               | ge      | 1% | \"r\" is missing, expected a probability",
      })
  void saysWhichValueCannotBeChanged(String channel, String name, String value, String reason) {
    ChannelModel model = ChannelModel.parse(channel);
    String message =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> model.with(name, value))
                .getMessage());
    assertTrue(message.startsWith(reason), message);
  }

  @Test
  void messageIsOneShortLineWhateverTheText() {
    String text = "a\r\n\u0007b".repeat(10_000);
    String message =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> ChannelModel.parse(text))
                .getMessage());

    assertFalse(message.chars().anyMatch(Character::isISOControl), message);
    assertTrue(message.length() < 600, message);
  }
}
