package dev.sirencast.cli.demo;

import dev.sirencast.cli.base.TrialStatistics;
import dev.sirencast.cli.options.UsedPolicy;
import dev.sirencast.encoder.packet.EncodedStream;
import dev.sirencast.signal.Signal;
import dev.sirencast.trainer.TrainingResult;
import dev.sirencast.transport.impairment.ChannelModel;

/**
 * What the demo made.
 *
 * @param card the original picture
 * @param channel the bad channel
 * @param seed seed of all that was random
 * @param training the network, which both streams carry
 * @param plain the stream without repair packets
 * @param shielded the protected stream
 * @param plainNoise the network under noise on its weights
 * @param robustNoise a network that was trained to stand that noise, under the same
 */
record DemoResult(
    Signal card,
    ChannelModel channel,
    long seed,
    TrainingResult training,
    Stream plain,
    Stream shielded,
    DemoNoise plainNoise,
    DemoNoise robustNoise) {

  /**
   * One of the two streams.
   *
   * @param name plain or protected
   * @param bits bits of a hidden weight
   * @param encoded what was sent
   * @param policy how damaged packets were treated
   * @param transfer the transfer over the socket
   * @param clean the picture without a channel
   * @param received the picture that arrived
   * @param cleanPsnr PSNR of {@code clean}
   * @param psnr PSNR of {@code received}
   * @param simulated PSNR of the same transfer from other seeds
   */
  record Stream(
      String name,
      int bits,
      EncodedStream encoded,
      UsedPolicy policy,
      LoopbackTransfer transfer,
      Signal clean,
      Signal received,
      double cleanPsnr,
      double psnr,
      TrialStatistics simulated) {}
}
