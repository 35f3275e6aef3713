export { changeSetting } from './change-setting.ts'
export { readSetting, type SettingDefinition, settingsVersion } from './read-setting.ts'
