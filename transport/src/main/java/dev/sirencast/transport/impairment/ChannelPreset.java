package dev.sirencast.transport.impairment;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A known kind of link, written in the grammar of {@link ChannelModel#parse}.
 *
 * <p>One direction of it. Where {@link #source} says "typical", the figure is an estimate to test
 * with and no measurement of ours.
 */
public enum ChannelPreset {
  /** Mobile data of the third generation. */
  THREE_G(
      "3g",
      "loss(0.5%); rate(1.2Mbit,queue=64,overhead=28);"
          + " delay(250ms,jitter=50ms,dist=normal,order=kept)",
      "rate, loss, latency and jitter of the network mode \"3G\" of Loadero, a load tester"
          + " (wiki.loadero.com); the queue is typical"),
  /** A busy wireless network at home. */
  WIFI(
      "wifi",
      "ge(p=0.5%,r=30%); rate(40Mbit,queue=256,overhead=28);"
          + " delay(3ms,jitter=2ms,dist=exponential,order=kept)",
      "all typical; that loss comes in bursts, longer ones than this chain's now and then, is in"
          + " Cardoso and de Rezende, IEEE Communications Letters, June 2009"),
  /** Satellites in low orbit. */
  STARLINK(
      "starlink",
      "ge(p=0.5%,r=33%); rate(150Mbit,queue=512,overhead=28);"
          + " delay(25ms,jitter=7ms,dist=normal,order=kept)",
      "half the round trip (median 50 ms, quartiles 40 and 60 ms) in Michel et al., \"A First Look"
          + " at Starlink Performance\", IMC 2022; rate as advertised; the loss is typical"),
  /** Long-range radio for sensors. */
  LORA(
      "lora",
      "loss(10%); rate(5470bit,queue=64,overhead=13)",
      "data rate 5 (SF7, 125 kHz) of the LoRaWAN Regional Parameters 1.0.3, whose frames hold 222"
          + " bytes: encode with --packet-bytes 222; the loss is typical, the duty cycle left out"),
  /** The loss test of the QUIC interoperability runner. */
  QUIC_INTEROP_LOSS(
      "quic-interop-loss",
      "loss(2%); rate(10Mbit,queue=25,overhead=28); delay(15ms)",
      "scenario of the test \"transferloss\" of quic-interop-runner, whose limit of 3 losses in a row"
          + " hardly ever matters at 2 %"),
  /** From Mars to Earth. */
  DEEP_SPACE(
      "deep-space",
      "loss(0.1%); ber(1e-6,scope=frame); rate(2Mbit,queue=1048576); delay(750s)",
      "light takes 3 to 22 minutes, 12.5 at the mean distance of 225 million km; rate, residual"
          + " loss and bit errors behind the radio's own code are typical");

  private final String label;
  private final String channel;
  private final String source;

  ChannelPreset(String label, String channel, String source) {
    this.label = label;
    this.channel = channel;
    this.source = source;
  }

  /** The name in the grammar. */
  public String label() {
    return label;
  }

  /** The channel it stands for, in the grammar. */
  public String channel() {
    return channel;
  }

  /** Where its figures come from, in words. */
  public String source() {
    return source;
  }

  static Optional<ChannelPreset> find(String label) {
    return Arrays.stream(values()).filter(preset -> preset.label.equals(label)).findFirst();
  }

  static String labels() {
    return Arrays.stream(values()).map(ChannelPreset::label).collect(Collectors.joining(", "));
  }
}
