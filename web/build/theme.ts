import { generateThemeStylesheet, type Theme } from "@cloudscape-design/components/theming";

/**
 * Landfast's look, in Cloudscape's design tokens: sea green on cool grey, squarer corners, a deep-water top bar.
 * Contrast of text on its ground is at least 4.5:1 in both modes (checked by axe in `dev/look.mjs`).
 */
const sea = { light: "#0a6a66", dark: "#5fd0c5" };
const seaHover = { light: "#064a48", dark: "#8fe3da" };
const seaWash = { light: "#e6f4f2", dark: "#0f2f30" };
const onSea = { light: "#ffffff", dark: "#04211f" };

/** Alerts and notices have their own link colours in Cloudscape; ours are the same everywhere. */
const links = {
  colorTextLinkDefault: sea,
  colorTextLinkHover: seaHover,
  colorTextAccent: sea,
};

const theme: Theme = {
  tokens: {
    colorTextAccent: sea,
    colorTextLinkDefault: sea,
    colorTextLinkHover: seaHover,
    colorTextLinkInfoDefault: sea,
    colorTextLinkInfoHover: seaHover,
    colorTextBreadcrumbCurrent: { light: "#5a6a72", dark: "#a3b3b8" },
    colorTextSideNavigationItemActive: sea,
    colorTextButtonNormalDefault: sea,
    colorTextButtonNormalHover: seaHover,
    colorTextButtonNormalActive: seaHover,
    colorTextButtonLinkDefault: sea,
    colorTextButtonLinkHover: seaHover,
    colorTextButtonLinkActive: seaHover,
    colorTextButtonInlineIconDefault: sea,
    colorTextButtonInlineIconHover: seaHover,
    colorTextButtonInlineLinkHover: seaHover,
    colorTextLinkButtonNormalDefault: sea,
    colorTextLinkButtonNormalHover: seaHover,
    colorTextLinkButtonNormalActive: seaHover,
    colorTextExpandableSectionHover: sea,
    colorTextLayoutToggleHover: sea,
    colorTextDropdownItemFilterMatch: sea,
    colorBorderButtonNormalDefault: sea,
    colorBorderButtonNormalHover: seaHover,
    colorBorderButtonNormalActive: seaHover,
    colorBackgroundButtonNormalHover: seaWash,
    colorBackgroundButtonNormalActive: { light: "#cfe9e6", dark: "#174546" },
    colorBackgroundButtonLinkHover: seaWash,
    colorBackgroundButtonLinkActive: { light: "#cfe9e6", dark: "#174546" },
    colorTextButtonPrimaryDefault: onSea,
    colorTextButtonPrimaryHover: onSea,
    colorTextButtonPrimaryActive: onSea,
    colorBackgroundButtonPrimaryDefault: sea,
    colorBackgroundButtonPrimaryHover: seaHover,
    colorBackgroundButtonPrimaryActive: seaHover,
    colorBorderButtonPrimaryDefault: sea,
    colorBorderButtonPrimaryHover: seaHover,
    colorBorderButtonPrimaryActive: seaHover,
    colorBackgroundControlChecked: sea,
    colorForegroundControlDefault: onSea,
    colorBackgroundItemSelected: seaWash,
    colorBorderItemSelected: sea,
    colorBorderItemFocused: sea,
    colorBorderInputFocused: sea,
    colorItemSelected: sea,
    colorBackgroundSegmentActive: sea,
    colorBackgroundProgressBarValueDefault: sea,
    colorBackgroundDropdownItemSelected: seaWash,
    colorBorderDropdownItemFocused: sea,
    colorBackgroundLayoutPanel: { light: "#ffffff", dark: "#101d21" },
    colorBackgroundLayoutToolbar: { light: "#ffffff", dark: "#101d21" },
    colorBackgroundContainerContent: { light: "#ffffff", dark: "#132327" },
    colorBackgroundContainerHeader: { light: "#ffffff", dark: "#132327" },
    colorBackgroundCellShaded: { light: "#f5f8f8", dark: "#17292e" },
    colorBackgroundInputDefault: { light: "#ffffff", dark: "#0f1c20" },
    colorBackgroundLayoutToggleSelectedDefault: sea,
    colorBackgroundLayoutToggleSelectedHover: seaHover,
    colorBackgroundLayoutToggleSelectedActive: seaHover,
    colorTextLayoutToggleSelected: onSea,
    borderRadiusButton: "6px",
    borderRadiusInput: "6px",
    borderRadiusContainer: "8px",
    borderRadiusAlert: "6px",
    borderRadiusFlashbar: "6px",
    borderRadiusTiles: "8px",
    borderRadiusDropdown: "6px",
    borderRadiusPopover: "6px",
    borderRadiusBadge: "4px",
    borderWidthButton: "1px",
  },
  contexts: {
    alert: { tokens: links },
    flashbar: {
      tokens: {
        colorBackgroundFlashbarSuccess: "#14623f",
        colorBackgroundFlashbarError: "#8f2f2a",
        colorBackgroundFlashbarInfo: "#1d5a73",
      },
    },
    // Only here: a value that also stands outside of the context is left out by the generator.
    "app-layout-toolbar": {
      tokens: {
        colorBackgroundLayoutMain: { light: "#f5f8f8", dark: "#0d171a" },
        colorBackgroundLayoutToggleHover: seaWash,
        colorBackgroundLayoutToggleActive: seaWash,
        colorBackgroundLayoutToggleSelectedDefault: sea,
        colorBackgroundLayoutToggleSelectedHover: seaHover,
        colorBackgroundLayoutToggleSelectedActive: seaHover,
        colorTextLayoutToggleSelected: onSea,
        colorTextLayoutToggleHover: sea,
      },
    },
    "top-navigation": {
      tokens: {
        colorBackgroundContainerContent: "#0b2b33",
        colorBorderDividerDefault: "#1f4a53",
        colorTextAccent: "#8fe3da",
        colorTextTopNavigationTitle: "#f2fbfa",
        colorTextInteractiveDefault: "#d5e6e6",
        colorTextInteractiveHover: "#ffffff",
      },
    },
  },
};

/** The style sheet that `theme-css.ts` hands to Vite. */
export const css = generateThemeStylesheet({ theme });
