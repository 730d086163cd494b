package dev.sirencast.trainer.network;

import java.util.List;

/**
 * The points of one step.
 *
 * @param tiles the points, in tiles
 * @param points how many they are, in all tiles together
 */
public record Batch(List<Tile> tiles, int points) {
  public Batch {
    tiles = List.copyOf(tiles);
  }
}
