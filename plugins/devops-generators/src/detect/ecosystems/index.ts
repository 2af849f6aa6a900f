import { EcosystemDetector } from './context';
import { detectDotnet } from './dotnet';
import { detectGo } from './go';
import { detectGradle } from './gradle';
import { detectMaven } from './maven';
import { detectNode } from './node';
import { detectPhp } from './php';
import { detectPython } from './python';
import { detectRuby } from './ruby';
import { detectRust } from './rust';
import { detectStaticSites } from './staticSite';
import { detectTerraform } from './terraform';

/** All ecosystems. Of two in one folder, the earlier is listed first. */
export const ecosystems: EcosystemDetector[] = [
  detectGo,
  detectMaven,
  detectGradle,
  detectDotnet,
  detectRust,
  detectRuby,
  detectPhp,
  detectPython,
  detectNode,
  detectTerraform,
  detectStaticSites,
];
