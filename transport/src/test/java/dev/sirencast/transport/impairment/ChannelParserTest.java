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
import org.junit.jupiter.params.provider.ValueSource;

class ChannelParserTest {
  @Test
  void readsEveryImpairment() {
    assertEquals(
        List.of(
            new Duplicate(0.01),
            new IndependentLoss(0.02),
            new GilbertElliott(0.02, 0.25, 0.9, 0.001),
            new Corrupt(0.001),
            new BitErrors(1e-4, BitErrors.Scope.HEADER),
            new Reorder(0.05, 3)),
        ChannelModel.parse(
                "dup(1%); loss(2%); ge(p=2%,r=25%,bad=90%,good=0.1%); corrupt(0.1%);"
                    + "ber(1e-4,scope=header); reorder(5%,gap=3)")
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
        "ge(p=2%,r=25%,bad=100%,good=0%); ber(1e-5,scope=payload); reorder(5%,gap=1)",
        ChannelModel.parse("ge(2%,r=25%); ber(rate=1e-5); reorder(5%)").toString());
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
                  new BitErrors(small, BitErrors.Scope.values()[i % 3]),
                  new BitErrors(i % 2, BitErrors.Scope.FRAME),
                  new Reorder(random.nextDouble(), 1 + random.nextInt(Reorder.MAX_GAP))));
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
      })
  void saysWhatIsWrong(String text, String reason) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> ChannelModel.parse("dup(1%); " + text));

    String message = String.valueOf(e.getMessage());
    assertTrue(
        message.startsWith("cannot read \"" + text + "\" in the channel: " + reason), message);
    assertTrue(
        message.endsWith(
            "; known impairments: dup(1%), loss(1%), ge(p=2%,r=25%,bad=100%,good=0%), corrupt(0.1%),"
                + " ber(1e-5,scope=payload), reorder(5%,gap=3)"),
        message);
  }

  @Test
  void messageIsOneShortLineWhateverTheText() {
    String text = "a\r\n\u0007b".repeat(10_000);
    String message =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> ChannelModel.parse(text))
                .getMessage());

    assertFalse(message.chars().anyMatch(Character::isISOControl), message);
    assertTrue(message.length() < 400, message);
  }
}
