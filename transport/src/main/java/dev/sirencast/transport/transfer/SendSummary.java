package dev.sirencast.transport.transfer;

import dev.sirencast.transport.impairment.ChannelStatistics;
import dev.sirencast.transport.impairment.ChannelTrace;
import java.util.Optional;

/**
 * What a sender did.
 *
 * @param frames frames that went to the socket, behind the channel that damages them
 * @param bytes their bytes, without what the transport adds
 * @param retransmitted frames that went to the socket again because the receiver missed them
 * @param framesReceived frames that the receiver says came, retransmitted ones too; over UDP some
 *     may be missing
 * @param seconds from the first frame to the receiver's acknowledgement
 * @param channel what the channel did to the frames
 * @param trace the recording of it, where one was asked for
 */
public record SendSummary(
    long frames,
    long bytes,
    long retransmitted,
    long framesReceived,
    double seconds,
    ChannelStatistics channel,
    Optional<ChannelTrace> trace) {}
