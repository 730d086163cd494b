package dev.sirencast.trainer;

import java.util.List;

/**
 * The points of one step.
 *
 * @param tiles the points, in tiles
 * @param points how many they are, in all tiles together
 */
record Batch(List<Tile> tiles, int points) {
  Batch {
    tiles = List.copyOf(tiles);
  }
}
